import type { OpenPlansOptions } from './open-plans.ts'

/** As much of a logger, such as pino, as is needed here. */
type PlanLogger = Record<'info' | 'warn' | 'error', (fields: object) => void>

/** What a service logs of its plans: which one became current, at `level`, and which could not, as an error. */
export const logChanges = (
  logger: PlanLogger,
  level: 'info' | 'warn' = 'info',
): Required<Pick<OpenPlansOptions, 'onChange' | 'onProblem'>> => ({
  onChange: (project, { latest }) =>
    logger[level]({ event: 'plan.changed', project, version: latest.version, hash: latest.hash }),
  onProblem: (project, err) => logger.error({ event: 'plan.refused', project, err }),
})
