import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { RouteDeps } from '../app.ts'
import { parseQuestion } from '../parse-question.ts'
import { type Asked, asked } from '../questions/asked.ts'

/** The query of a request, read as strictly as the body of a question. */
export const queryOf = <T>(schema: z.ZodType<T>, request: FastifyRequest): T => parseQuestion(schema, request.query)

/** What every such request may say. */
export const RANGE = { project: z.string().optional(), from: z.string().optional(), to: z.string().optional() }

type Range = { project?: string | undefined; from?: string | undefined; to?: string | undefined }

/** The range of a request: by default the last 30 days. */
export const askedOf = ({ project, from, to }: Range, { projects, now }: RouteDeps): Asked =>
  asked({ project, from, to }, { projects: projects(), now: now() })
