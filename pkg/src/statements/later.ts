/** Modules that the worker loads when they are first needed. */

interface Glue {
  default(options: { module_or_path: Promise<Response> }): Promise<unknown>;
  initWith(exports: never): unknown;
}

/** Where a module's parts lie, each named to its own bundler. */
interface Parts<M extends Glue> {
  module: () => Promise<M>;
  file: () => URL;
  /** The same module as JavaScript. */
  translation: () => Promise<{ default: unknown }>;
}

/** A module that is loaded once; where that failed, a later call tries again. */
export const later = <M extends Glue>({ module, file, translation }: Parts<M>): (() => Promise<M>) => {
  let loading: Promise<M> | undefined;
  const load = async (): Promise<M> => {
    const loaded = await module();
    try {
      await loaded.default({ module_or_path: fetch(file()) });
    } catch {
      loaded.initWith((await translation()).default as never);
    }
    return loaded;
  };
  return () => {
    loading ??= load();
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
};
