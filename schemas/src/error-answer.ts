import * as z from 'zod'

/** Every error of every route has this shape; further fields (`max_bytes`, `path`, …) belong to the code. */
export const ErrorAnswer = z.object({
  error: z.looseObject({ code: z.string(), message: z.string() }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>
