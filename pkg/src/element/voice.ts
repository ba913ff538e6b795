/**
 * Reading aloud with a voice of this device.
 *
 * A voice that a service elsewhere speaks with would send what is read: it is never used.
 */
const { speechSynthesis: synthesis, SpeechSynthesisUtterance: Utterance } = globalThis;
// Taken at import: what replaces them later is given no text.
const speak = synthesis?.speak.bind(synthesis);
const cancel = synthesis?.cancel.bind(synthesis);
const voices = synthesis?.getVoices.bind(synthesis);

/** Slower than the usual, which is 1. */
const RATE = 0.9;

const voiceFor = (locale: string): SpeechSynthesisVoice | undefined => {
  const language = (tag: string): string => tag.slice(0, 2).toLowerCase();
  const own = (voices?.() ?? []).filter(({ localService, lang }) => localService && language(lang) === language(locale));
  return own.find(({ lang }) => lang.replace("_", "-").toLowerCase() === locale.toLowerCase()) ?? own[0];
};

/** Whether this device can read a language by itself. */
export const canRead = (locale: string): boolean => voiceFor(locale) !== undefined;

/** Told when the voices of this device are known, or change. */
export const onVoices = (changed: () => void): void => synthesis?.addEventListener?.("voiceschanged", changed);
export const offVoices = (changed: () => void): void => synthesis?.removeEventListener?.("voiceschanged", changed);

/** Reads texts one after another; `ended` is told once, when the last is read or it was stopped. */
export const read = (texts: readonly string[], locale: string, ended: () => void): void => {
  const voice = voiceFor(locale);
  cancel?.();
  if (!voice || !speak || texts.length === 0) {
    ended();
    return;
  }
  let left = texts.length;
  for (const text of texts) {
    const utterance = new Utterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = RATE;
    utterance.onend = () => {
      left -= 1;
      if (left === 0) ended();
    };
    utterance.onerror = () => {
      if (left > 0) ended();
      left = 0;
    };
    speak(utterance);
  }
};

export const stopReading = (): void => cancel?.();
