import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

/** `let` is shorter than `const`; that nothing constant is assigned to, the compiler has checked. */
const letConst = { name: 'let-const', renderChunk: code => code.replace(/\bconst(?= [\w$[{])/g, 'let') }

/** How the SDKs are bundled for hosts that know `target`, such as `es2021`; the core from its source. */
export const pluginsFor = target => [
  resolve({ exportConditions: ['maidian-source'], extensions: ['.ts', '.js'] }),
  esbuild({ target, tsconfig: false }),
  letConst,
  terser({
    ecma: Number(target.slice(2)),
    compress: { passes: 4, pure_getters: true, unsafe: true, unsafe_arrows: true, unsafe_methods: true },
  }),
]
