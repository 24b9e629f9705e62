import type { PlanHit, PlanRule } from '../rule.ts'

export const shotMissing: PlanRule = {
  id: 'shot.missing',
  severity: 'warning',
  say: 'the screenshot of an event lies in the folder of the plan',
  check: ({ content, hasFile }) =>
    Object.values(content.events).flatMap(({ name, fires: { shot } }): PlanHit[] => {
      if (shot === undefined) return []
      const hit = (message: string) => [{ subject: `event:${name}` as const, path: ['fires', 'shot'], message }]
      if (/^(?:[a-z]+:|[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(shot)) {
        return hit(`${shot} leads out of the folder of the plan; write a path from there, such as shots/${name}.png`)
      }
      return hasFile && !hasFile(shot) ? hit(`there is no file ${shot} in the folder of the plan`) : []
    }),
}
