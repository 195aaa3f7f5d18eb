import { defineConfig } from 'vitest/config';

/** Scenes that take long are named *.long.test.ts: `npm run test:long`. */
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: mode === 'long' ? ['tests/**/*.long.test.{ts,tsx}'] : ['tests/**/*.test.{ts,tsx}'],
    exclude: mode === 'long' ? [] : ['tests/**/*.long.test.{ts,tsx}', 'node_modules/**'],
    globalSetup: ['tests/support/postgres.ts', 'tests/support/build.ts', 'tests/support/chromium.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
}));
