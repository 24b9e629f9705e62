import { bindingConst } from './bindings/binding-const.ts'
import { bindingProperty } from './bindings/binding-property.ts'
import { bindingPseudoClass } from './bindings/binding-pseudo-class.ts'
import { bindingRequired } from './bindings/binding-required.ts'
import { bindingSelector } from './bindings/binding-selector.ts'
import { bindingSource } from './bindings/binding-source.ts'
import { bindingStatus } from './bindings/binding-status.ts'
import { bindingTwice } from './bindings/binding-twice.ts'
import { bindingType } from './bindings/binding-type.ts'
import { bindingUnread } from './bindings/binding-unread.ts'
import { bindingValue } from './bindings/binding-value.ts'
import { chineseBrackets } from './chinese/chinese-brackets.ts'
import { chineseColon } from './chinese/chinese-colon.ts'
import { chineseComma } from './chinese/chinese-comma.ts'
import { chineseExclamation } from './chinese/chinese-exclamation.ts'
import { chineseLetters } from './chinese/chinese-letters.ts'
import { chineseQuotes } from './chinese/chinese-quotes.ts'
import { chineseSpace } from './chinese/chinese-space.ts'
import { crossFieldProperty } from './events/cross-field-property.ts'
import { crossFieldSyntax } from './events/cross-field-syntax.ts'
import { eventCountedTwice } from './events/event-counted-twice.ts'
import { eventExample } from './events/event-example.ts'
import { eventSources } from './events/event-sources.ts'
import { eventUnowned } from './events/event-unowned.ts'
import { eventWhen } from './events/event-when.ts'
import { onceRequired } from './events/once-required.ts'
import { shotMissing } from './events/shot-missing.ts'
import { variantValue } from './events/variant-value.ts'
import { nameBuiltin } from './names/name-builtin.ts'
import { nameCase } from './names/name-case.ts'
import { nameClash } from './names/name-clash.ts'
import { nameId } from './names/name-id.ts'
import { nameReserved } from './names/name-reserved.ts'
import { planSupersedes } from './plan/plan-supersedes.ts'
import { questionEvent } from './plan/question-event.ts'
import { questionProperty } from './plan/question-property.ts'
import { textLanguage } from './plan/text-language.ts'
import { waiverExpired } from './plan/waiver-expired.ts'
import { decimalScale } from './properties/decimal-scale.ts'
import { defaultType } from './properties/default-type.ts'
import { enumUnknown } from './properties/enum-unknown.ts'
import { enumUnused } from './properties/enum-unused.ts'
import { exampleType } from './properties/example-type.ts'
import { patternSyntax } from './properties/pattern-syntax.ts'
import { piiStore } from './properties/pii-store.ts'
import { piiType } from './properties/pii-type.ts'
import { piiUnmarked } from './properties/pii-unmarked.ts'
import { profileType } from './properties/profile-type.ts'
import { propertyConstraint } from './properties/property-constraint.ts'
import { propertyTwice } from './properties/property-twice.ts'
import { propertyUnknown } from './properties/property-unknown.ts'
import { propertyUnused } from './properties/property-unused.ts'
import { typeNested } from './properties/type-nested.ts'
import { typeUnknown } from './properties/type-unknown.ts'
import { typeUnused } from './properties/type-unused.ts'
import { unitDisagrees } from './properties/unit-disagrees.ts'
import { unitMissing } from './properties/unit-missing.ts'
import { unitSpelling } from './properties/unit-spelling.ts'
import type { FileRule, PlanRule } from './rule.ts'
import { textBom } from './text/text-bom.ts'
import { textControl } from './text/text-control.ts'
import { textEncoding } from './text/text-encoding.ts'
import { textInvisible } from './text/text-invisible.ts'
import { yamlBoolean } from './yaml/yaml-boolean.ts'
import { yamlColon } from './yaml/yaml-colon.ts'
import { yamlComment } from './yaml/yaml-comment.ts'
import { yamlDate } from './yaml/yaml-date.ts'
import { yamlFlag } from './yaml/yaml-flag.ts'
import { yamlNumber } from './yaml/yaml-number.ts'
import { yamlQuotes } from './yaml/yaml-quotes.ts'
import { yamlSpace } from './yaml/yaml-space.ts'
import { yamlTab } from './yaml/yaml-tab.ts'
import { yamlText } from './yaml/yaml-text.ts'
import { yamlVersion } from './yaml/yaml-version.ts'

/** Rules about how files are written. */
export const FILE_RULES: readonly FileRule[] = [
  chineseBrackets,
  chineseColon,
  chineseComma,
  chineseExclamation,
  chineseLetters,
  chineseQuotes,
  chineseSpace,
  nameBuiltin,
  nameCase,
  textBom,
  textControl,
  textEncoding,
  textInvisible,
  yamlBoolean,
  yamlColon,
  yamlComment,
  yamlDate,
  yamlFlag,
  yamlNumber,
  yamlQuotes,
  yamlSpace,
  yamlTab,
  yamlText,
  yamlVersion,
]

/** Rules about what the plan says. */
export const PLAN_RULES: readonly PlanRule[] = [
  bindingConst,
  bindingProperty,
  bindingPseudoClass,
  bindingRequired,
  bindingSelector,
  bindingSource,
  bindingStatus,
  bindingTwice,
  bindingType,
  bindingUnread,
  bindingValue,
  crossFieldProperty,
  crossFieldSyntax,
  eventCountedTwice,
  eventExample,
  eventSources,
  eventUnowned,
  eventWhen,
  onceRequired,
  shotMissing,
  variantValue,
  nameClash,
  nameId,
  nameReserved,
  planSupersedes,
  questionEvent,
  questionProperty,
  textLanguage,
  waiverExpired,
  decimalScale,
  defaultType,
  enumUnknown,
  enumUnused,
  exampleType,
  patternSyntax,
  piiStore,
  piiType,
  piiUnmarked,
  profileType,
  propertyConstraint,
  propertyTwice,
  propertyUnknown,
  propertyUnused,
  typeNested,
  typeUnknown,
  typeUnused,
  unitDisagrees,
  unitMissing,
  unitSpelling,
]
