import type { PlanRule } from '../rule.ts'
import { allProperties } from '../support/uses.ts'
import { isText } from '../support/value-type.ts'

/** What the end of a name says; the kind of private data that it is. */
const NAMES: readonly [pattern: RegExp, pii: string][] = [
  [
    /(?:^|_)(?:phone|mobile|tel|telephone|email|e_mail|qq|wechat_id|wechat_no|wx_id|weixin)(?:_no|_number)?$/,
    'contact',
  ],
  [
    /(?:^|_)(?:receiver|contact|real|full|family|given|first|last|legal|card_holder|customer|user|member)_name$/,
    'name',
  ],
  [/(?:^|_)(?:nickname|realname|username|fullname)$/, 'name'],
  [/(?:^|_)(?:address|addr|street|latitude|longitude|lat|lng)$/, 'address'],
  [
    /(?:^|_)(?:id_card|idcard|id_no|id_number|identity_card|passport|driver_license|license_plate|plate_no)(?:_no)?$/,
    'id',
  ],
  [/(?:^|_)(?:openid|open_id|unionid|union_id|idfa|imei|oaid|android_id|mac|mac_address)$/, 'device'],
  [/(?:^|_)(?:bank_card|card_no|card_number|bank_account|account_no|iban)(?:_no)?$/, 'payment'],
]
const WORDS = /手机号|电话号码|身份证|真实姓名|收件人姓名|联系人姓名|微信号|银行卡号|电子邮箱|详细地址|门牌号/

export const piiUnmarked: PlanRule = {
  id: 'pii.unmarked',
  severity: 'warning',
  say: 'what is probably private says so',
  check: ({ content }) =>
    allProperties(content).flatMap(({ property, subject }) => {
      const { name, pii, say } = property
      if (pii !== undefined || !isText(property)) return []
      const named = NAMES.find(([pattern]) => pattern.test(name))?.[1]
      const told = WORDS.exec(Object.values(say).join(' '))?.[0]
      if (named === undefined && told === undefined) return []
      const message = `${name} is probably private; write pii: ${named ?? 'contact'}, store: hash (or mask, or drop)`
      return [{ subject, message }]
    }),
}
