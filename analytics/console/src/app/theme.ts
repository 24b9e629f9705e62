import type { ThemeConfig } from 'antd'
import { CELADON, INK, LINE, MUTED } from '../chart/palette.ts'
import { CHART_FONT } from '../chart/text-style.ts'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: CELADON,
    colorInfo: CELADON,
    colorLink: CELADON,
    colorText: INK,
    colorTextSecondary: MUTED,
    colorBorder: '#cfd6d4',
    colorBorderSecondary: LINE,
    colorError: '#a83f39',
    colorWarning: '#b0722a',
    colorErrorBg: '#fbefed',
    colorErrorBorder: '#ecc8c4',
    colorWarningBg: '#fbf4e6',
    colorWarningBorder: '#ecd9b4',
    colorInfoBg: '#edf4f3',
    colorInfoBorder: '#c4dbd7',
    borderRadius: 6,
    controlHeight: 34,
    fontFamily: CHART_FONT,
    fontSize: 14,
  },
  components: {
    Table: {
      headerBg: 'transparent',
      headerColor: MUTED,
      headerSplitColor: 'transparent',
      cellPaddingBlockMD: 11,
      cellPaddingInlineMD: 20,
    },
  },
}
