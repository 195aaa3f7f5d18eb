import type { Page } from 'playwright-core';
import { ofReaders } from './portal.ts';
import { ofStaff } from './staff.ts';
import { ofVisitors } from './visitors.ts';

/** How a screen is looked at. */
export type Look = { width: 1280 | 360; scheme: 'light' | 'dark'; dir: 'ltr' | 'rtl' };

/** A screen that people see. `show` leads a fresh page to it; `url` is where the demo runs. */
export type Screen = { name: string; show(page: Page, o: { url: string; look: Look }): Promise<void> };

/** Every screen of both sides: a part that adds one adds it to its side's, empty and overfull, too. */
export const screens: readonly Screen[] = [...ofVisitors(), ...ofReaders(), ...ofStaff()];
