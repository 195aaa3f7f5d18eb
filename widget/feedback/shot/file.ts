/** A drawn picture as a file that can go along. */
export function fileOf(canvas: HTMLCanvasElement): Promise<File | undefined> {
  return new Promise((resolve) =>
    canvas.toBlob(
      (blob) => resolve(blob ? new File([blob], 'page.png', { type: 'image/png' }) : undefined),
      'image/png',
    ),
  );
}
