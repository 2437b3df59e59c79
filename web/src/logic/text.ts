// Texts of the platform are whatever somebody typed. They are only ever set as text, never as markup; this makes what
// cannot be seen visible, and what would reach out of its place harmless.

// Characters that turn the direction of what follows, or mark it: they have no place in a name.
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const invisible = /[\u200b\u2060-\u2064\ufeff\u00ad\u{e0000}-\u{e007f}]/gu;
// More marks on one letter than any script needs.
const marks = /(\p{M}{4})\p{M}+/gu;

// The one sign for what has no picture that every font has.
const replacement = "\ufffd";

/// The text with a sign in place of each control character, and of all that hides or reorders.
export function harmless(text: unknown): string {
  return String(text ?? "")
    .replace(/[\n\t\r\u2028\u2029]+/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, replacement)
    .replace(direction, replacement)
    .replace(invisible, replacement)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, replacement)
    .replace(marks, "$1")
    .trim();
}

/// At most `length` characters, cut between two and marked where it is cut.
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}

/// An id, for the eye: its first eight characters.
export function shortId(id: string): string {
  return id.length > 12 ? `${shortened(id, 9)}` : id;
}

/// `re_verified` to `re verified`, `inbound` to `inbound`: words that the platform writes for machines.
export function words(name: unknown): string {
  return harmless(name).replace(/[_-]+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
