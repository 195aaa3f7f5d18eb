import { defineConfig } from 'vitest/config';

const LONG = 'tests/**/*.long.test.{ts,tsx}';
const ENGINES = 'tests/engines/**/*.test.ts';
const EVERYTHING = ['tests/support/postgres.ts', 'tests/support/build.ts', 'tests/support/chromium.ts'];

/**
 * Scenes that take long are named *.long.test.ts: `npm run test:long`. Those for browsers that npm does not bring are in tests/engines:
 * `npm run test:engines`.
 */
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: mode === 'long' ? [LONG] : mode === 'engines' ? [ENGINES] : ['tests/**/*.test.{ts,tsx}'],
    exclude: mode === 'long' || mode === 'engines' ? [] : [LONG, ENGINES, 'node_modules/**'],
    globalSetup: mode === 'engines' ? ['tests/support/build.ts'] : EVERYTHING,
    // Most scenes wait for a browser, a server or a clock.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a scene waits for comes late on a busy machine.
    expect: { poll: { timeout: 10_000 } },
  },
}));
