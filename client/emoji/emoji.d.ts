/** Made by vite.emoji.ts. */
declare module 'emoji:*' {
  const text: string;
  export default text;
}
