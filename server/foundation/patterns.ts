/**
 * Patterns by which `lower(column) like …` finds words, escaped by a backslash. Databases lower the letters of their locale, SQLite those
 * of ASCII alone: so the words stand there all lower, as they were written, and with great first letters.
 */
export function patternsOf(words: string): [string, string, string] {
  const great = words.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return [words.toLowerCase(), asciiLower(words), asciiLower(great)].map(
    (one) => `%${one.replace(/[\\%_]/g, '\\$&')}%`,
  ) as [string, string, string];
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
