/** Whether a browser can look for it. Nothing written yet is no mistake. */
export function isSelector(written: string): boolean {
  if (!written.trim()) return true;
  try {
    document.createDocumentFragment().querySelector(written);
    return true;
  } catch {
    return false;
  }
}
