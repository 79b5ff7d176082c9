import { redact } from "./client/redact";

/** Longer than every word that a setting can have, shorter than a secret. */
const LONGEST_WORD = 16;
const LONGEST_PATH = 1_024;
const LONGEST_SEGMENT = 100;
const LONGEST_BARE_NAME = 32;

/** What stands in a setting of few words or digits, for a message; not shown when a secret may have got there. */
export function shownWord(text: string): string {
  return text.length <= LONGEST_WORD ? `"${text}"` : "something else";
}

/**
 * A file's name for a message. What can hardly be one is not shown: people put the secret itself where its file belongs.
 */
export function shownPath(path: string): string {
  return isPlausible(path)
    ? `"${path}"`
    : `a text of ${path.length} characters, which is no file's name and not shown,`;
}

/** Whether an error of the file system, which repeats the name, may be kept. */
export function isPlausible(path: string): boolean {
  const segments = path.split(/[/\\]/);
  const isBare = segments.length === 1 && !/\.[a-z]{1,5}$/i.test(path);
  return (
    path.length <= LONGEST_PATH &&
    segments.every((segment) => segment.length <= LONGEST_SEGMENT) &&
    (!isBare || path.length <= LONGEST_BARE_NAME) &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: line ends and worse are what is looked for
    !/[\u0000-\u001f]|-----BEGIN/.test(path) &&
    redact(path) === path
  );
}
