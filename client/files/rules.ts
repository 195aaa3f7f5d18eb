import type { Kind, Rules } from '../../protocol/files.ts';

/** Why a file is not taken along, before anything of it is sent; null: it may be. The server looks at its bytes later. */
export function whyNot(file: { type: string; size: number }, rules: Rules): 'kind' | 'size' | 'empty' | null {
  const family = file.type.split('/')[0] as Kind;
  const told = family === 'image' || family === 'audio' || family === 'video';
  if (rules.kinds.length === 0 || (told && !rules.kinds.includes(family))) return 'kind';
  if (file.size > rules.maxBytes) return 'size';
  return file.size === 0 ? 'empty' : null;
}

/** A size for people, such as 340 kB. */
export function bytesOf(size: number, language?: string): string {
  const [unit, value] =
    size < 1_000 ? ['byte', size] : size < 1_000_000 ? ['kilobyte', size / 1_000] : ['megabyte', size / 1_000_000];
  const digits = unit === 'megabyte' && (value as number) < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    ...{
      style: 'unit',
      unit: unit as string,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    },
  } as Intl.NumberFormatOptions).format(value as number);
}

/** A share between 0 and 1 for people, such as 40 %. */
export function percentOf(share: number, language?: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

/** A length for people, such as 1:05. */
export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
