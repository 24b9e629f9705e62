import { fileURLToPath } from 'node:url'
import { serveSite } from '@maidian/service'
import type { FastifyInstance } from 'fastify'

/** The built console lies in `dist/console`, beside the compiled sources and below the package of the others. */
const dir = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/console' : './console', import.meta.url))

/** The console as a Fastify plugin, at `/`. */
export const createConsole = () => async (app: FastifyInstance) => serveSite(app, { dir, prefix: '/' })
