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

/** The kind of private data that a name says; undefined where it says none. */
export const privacyInName = (name: string): string | undefined => NAMES.find(([pattern]) => pattern.test(name))?.[1]
