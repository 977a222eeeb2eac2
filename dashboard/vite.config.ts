import { defineConfig } from 'vitest/config';

const SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    target: 'es2023',
    // The server's content security policy allows no data: addresses, so every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  // `npm run dev` shows the data of a server that runs on the usual port; that server refuses any other host and origin.
  server: {
    proxy: { '/api': { target: SERVER, changeOrigin: true, headers: { Origin: SERVER } } },
  },
  test: { include: ['{src,browser}/**/*.test.{ts,tsx}'], environment: 'node' },
});
