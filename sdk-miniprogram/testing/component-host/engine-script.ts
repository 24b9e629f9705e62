import { build } from 'esbuild'

let script: Promise<string> | undefined

/** The engine as one script that leaves `startEngine` on `Engine`; built once. */
export const engineScript = (): Promise<string> => {
  script ??= build({
    entryPoints: [`${import.meta.dirname}/engine.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'Engine',
    target: 'es2022',
    conditions: ['maidian-source'],
    // Else the engine writes what it thinks of old templates into the page.
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return script
}
