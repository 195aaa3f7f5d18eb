import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Takes files that are dropped anywhere `within` what is around a field; true while something hangs over it. */
export function useDropped(
  field: RefObject<HTMLElement | null>,
  take: (given: readonly File[]) => void,
  within = '.thread-column',
): boolean {
  const [hangs, setHangs] = useState(false);
  useEffect(() => {
    const column = field.current?.closest<HTMLElement>(within);
    const hear = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHangs(event.type === 'dragover');
      if (event.type === 'drop') take([...event.dataTransfer.files]);
    };
    const names = ['dragover', 'dragleave', 'drop'] as const;
    for (const name of names) column?.addEventListener(name, hear);
    return () => {
      for (const name of names) column?.removeEventListener(name, hear);
    };
  }, [take, within]);
  return hangs;
}
