import * as z from 'zod'
import { answered, shared } from './shared.ts'

/** `POST /api/v1/query/paths`. `session_gap` in seconds. */
export const PathsQuestion = z.strictObject({
  ...shared,
  nodes: z
    .array(z.enum(['page', 'event']))
    .min(1)
    .optional(),
  exclude: z.array(z.string()).optional(),
  groupings: z.array(z.string().min(1)).optional(),
  start: z.string().min(1).optional(),
  end: z.string().min(1).optional(),
  max_steps: z.int().min(2).max(20).optional(),
  session_gap: z.number().positive().optional(),
  edge_limit: z.int().min(1).max(10_000).optional(),
  min_users: z.int().min(1).optional(),
})
export type PathsQuestion = z.infer<typeof PathsQuestion>

export const PathEdge = z.object({
  /** Node ids: position from 1, underscore, name. */
  source: z.string(),
  target: z.string(),
  paths: z.int().min(0),
  users: z.int().min(0),
  mean_s: z.number(),
})
export type PathEdge = z.infer<typeof PathEdge>

export const PathNode = z.object({
  id: z.string(),
  reached: z.int().min(0),
  continued: z.int().min(0),
  dropped: z.int().min(0),
})
export type PathNode = z.infer<typeof PathNode>

export const PathsAnswer = z.object({ ...answered, edges: z.array(PathEdge), nodes: z.array(PathNode) })
export type PathsAnswer = z.infer<typeof PathsAnswer>
