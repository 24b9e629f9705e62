import * as z from 'zod'

/** `GET /api/v1/meta/projects`: what a question may name as its project. */
export const MetaProjectsAnswer = z.object({
  projects: z.array(z.object({ name: z.string(), timezone: z.string() })),
})
export type MetaProjectsAnswer = z.infer<typeof MetaProjectsAnswer>

/** What the plan calls it: language → text; absent for what is not planned. */
const title = z.record(z.string(), z.string()).optional()

/** `GET /api/v1/meta/events?from=&to=`: names seen, with their counts in the range; by default 30 days. */
export const MetaEventsAnswer = z.object({
  events: z.array(z.object({ name: z.string(), count: z.int().min(0), last_seen: z.string(), title })),
})
export type MetaEventsAnswer = z.infer<typeof MetaEventsAnswer>

/** `GET /api/v1/meta/properties?event=`: base columns (`$city`) and properties seen, and in how many events. */
export const MetaPropertiesAnswer = z.object({
  properties: z.array(z.object({ name: z.string(), count: z.int().min(0), title })),
})
export type MetaPropertiesAnswer = z.infer<typeof MetaPropertiesAnswer>

/** `GET /api/v1/meta/values?property=&event=&contains=`: the most frequent values; of a list each element. */
export const MetaValuesAnswer = z.object({
  values: z.array(z.object({ value: z.string(), count: z.int().min(0) })),
})
export type MetaValuesAnswer = z.infer<typeof MetaValuesAnswer>

/** One message of `GET /api/v1/live`, and one entry of a user's timeline. Times are ISO instants, UTC. */
export const LiveEvent = z.object({
  event_id: z.string(),
  name: z.string(),
  time: z.string(),
  received: z.string(),
  verdict: z.string(),
  /** Ids of the rules that it broke. */
  reasons: z.array(z.string()),
  user: z.string(),
  device: z.string(),
  session: z.string(),
  source: z.string(),
  path: z.string(),
  props: z.record(z.string(), z.string()),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** `GET /api/v1/users/{id}/events`, newest first; `id` is a user or a device. `next` is the `cursor` of the next page. */
export const TimelineAnswer = z.object({ events: z.array(LiveEvent), next: z.string().nullable() })
export type TimelineAnswer = z.infer<typeof TimelineAnswer>
