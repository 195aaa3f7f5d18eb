const ADDRESS_LASTS_MS = 60_000;

/**
 * Hands bytes to the browser to be saved under a name. The link is in no page, so that no router of the page that we are on takes it for
 * one of its own.
 */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_LASTS_MS);
}

/** A name that every system takes, with the day by the reader's own clock: such as conversation-2026-11-25.txt. */
export function fileNameOf(stem: string, now: number, ending: string): string {
  const date = new Date(now);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${stem}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${ending}`;
}
