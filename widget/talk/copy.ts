/** Puts a text into the clipboard. Pages over plain http have none to ask: there a field that is marked is copied. */
export async function copy(text: string, near: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'hidden';
    const focused = (near?.getRootNode() as ShadowRoot | undefined)?.activeElement as HTMLElement | null | undefined;
    (near?.closest('.panel') ?? document.body).append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    focused?.focus();
    return done;
  }
}
