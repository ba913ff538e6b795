/** The class that counts for the person so far: it is at stake in an assessment, and that is said before each step. */
import { shortClass, type Scene } from "../scene.js";

/** As it stands on a tile; none where no class on file counts. */
export const classOnFile = (scene: Scene): string | undefined => {
  const { session, pack } = scene;
  const { profile, now } = session;
  if (!profile || profile.overtaken === true || profile.suspended === true) return undefined;
  const { offset_minutes: offset } = pack.document.time_zone;
  const today = new Date((now + offset * 60) * 1000).toISOString().slice(0, 10);
  return profile.valid_until < today ? undefined : shortClass(scene, profile.class);
};
