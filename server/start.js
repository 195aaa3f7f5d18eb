// `npm start` and `npm run demo`. Plain JavaScript, so that an old Node gets a sentence and not a syntax error.
if (Number(process.versions.node.split('.')[0]) < 26) {
  console.error(
    `Foyer runs on Node 26, which npm installs beside it; this is ${process.version}. Run "npm ci" once more, without --omit=optional, and start by "npm start".`,
  );
  process.exit(1);
}
const { buildWhatChanged } = await import('./build.ts');
await buildWhatChanged();
await import(process.argv[2] === 'demo' ? '../demo/main.ts' : './main.ts');
