export { type Batch, BatchEnvelope, Dropped, MAX_BATCH_BYTES, MAX_BATCH_EVENTS } from './batch.ts'
export {
  AUTOMATIC_NOISE,
  BUILT_IN_EVENTS,
  type BuiltInEvent,
  type BuiltInProperty,
  type BuiltInType,
  isBuiltIn,
  isReservedName,
} from './built-in.ts'
export { compiled } from './compiled.ts'
export { ErrorAnswer } from './error-answer.ts'
export { Context, Event, MAX_EVENT_NAME_LENGTH, MAX_ID_LENGTH } from './event.ts'
export { Geo, LogHeader, SourceKind } from './log-record.ts'
export { pathText } from './path-text.ts'
export { Condition, Filter, Scalar, Selector } from './question/filter.ts'
export {
  FunnelAnswer,
  FunnelBreakdown,
  FunnelExclusion,
  FunnelQuestion,
  FunnelStep,
  FunnelStepAnswer,
} from './question/funnel.ts'
export {
  LiveEvent,
  MetaEventsAnswer,
  MetaProjectsAnswer,
  MetaPropertiesAnswer,
  MetaValuesAnswer,
  TimelineAnswer,
} from './question/meta.ts'
export { PathEdge, PathNode, PathsAnswer, PathsQuestion } from './question/paths.ts'
export { RetentionAnswer, RetentionQuestion, RetentionRow } from './question/retention.ts'
export { Interval, Moment, Quality, TimeZone } from './question/shared.ts'
export { TrendAnswer, TrendLine, TrendQuestion, TrendSeries } from './question/trend.ts'
export { UserAnswer, UsersAnswer, UsersQuestion } from './question/users.ts'
export { Span, Times, UsersCondition, UsersPart } from './question/users-condition.ts'
export { MAX_REPLAY_EVENTS, ReplayAnswer, ReplayedEvent, ReplayRequest, ReplayRow } from './replay.ts'
export {
  AuditRow,
  BASE_COLUMNS,
  ClientLossRow,
  EventRow,
  ForgottenRow,
  IdentityIdRow,
  IdentityRow,
  IdentityUndoneRow,
  ItemOperationRow,
  LogPosition,
  ProfileOperation,
  ProfileOperationRow,
  QuarantineRow,
} from './row.ts'
export { BatchReply, EventVerdict, Reason, Verdict } from './verdict.ts'
