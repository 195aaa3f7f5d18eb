import { spawnSync } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';

// `npm start` and `npm run demo`. Plain JavaScript, so that an old Node gets a sentence and not a syntax error.
if (Number(process.versions.node.split('.')[0]) < 26) {
  console.error(
    `Foyer runs on Node 26, which npm installs beside it; this is ${process.version}. Run "npm ci" once more, without --omit=optional, and start by "npm start".`,
  );
  process.exit(1);
}
// In a process of its own: the server keeps none of the builder's memory.
const built = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
// What was made of the sources is kept for the next start, for the database's threads too: it saves 40 MB of memory and some time.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', 'dist', '.compiled');
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import(process.argv[2] === 'demo' ? '../demo/main.ts' : './main.ts');
