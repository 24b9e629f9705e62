import type { PlanRule } from '../rule.ts'
import { privacyInName } from '../support/private-names.ts'
import { allProperties } from '../support/uses.ts'
import { isText } from '../support/value-type.ts'

const WORDS = /手机号|电话号码|身份证|真实姓名|收件人姓名|联系人姓名|微信号|银行卡号|电子邮箱|详细地址|门牌号/

export const piiUnmarked: PlanRule = {
  id: 'pii.unmarked',
  severity: 'warning',
  say: 'what is probably private says so',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) => {
      const { name, pii, say } = property
      if (pii !== undefined || !isText(property)) return []
      const named = privacyInName(name)
      const told = WORDS.exec(Object.values(say).join(' '))?.[0]
      if (named === undefined && told === undefined) return []
      const message = `${name} is probably private; write pii: ${named ?? 'contact'}, store: hash (or mask, or drop)`
      return [{ subject, message }]
    }),
}
