import { defineConfig } from 'vitest/config';

export default defineConfig({
  build: {
    target: 'es2023',
    // The server's content security policy allows no data: addresses, so every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  // `npm run dev` shows the data of a server that runs on the usual port.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', changeOrigin: true } } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
