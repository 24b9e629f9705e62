import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUs from 'antd/locale/en_US'
import zhCn from 'antd/locale/zh_CN'
import type { i18n } from 'i18next'
import { useEffect } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import type { AccessStore } from '../api/access.ts'
import { ApiProvider } from '../api/api-context.tsx'
import type { Api } from '../api/create-api.ts'
import type { createRouter } from './router.tsx'
import { theme } from './theme.ts'

export type AppProps = {
  api: Api
  access: AccessStore
  queries: QueryClient
  language: i18n
  router: ReturnType<typeof createRouter>
}

export const App = ({ api, access, queries, language, router }: AppProps) => (
  <I18nextProvider i18n={language}>
    <QueryClientProvider client={queries}>
      <ApiProvider api={api} access={access}>
        <Localised router={router} />
      </ApiProvider>
    </QueryClientProvider>
  </I18nextProvider>
)

const Localised = ({ router }: Pick<AppProps, 'router'>) => {
  const { language } = useTranslation().i18n
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <ConfigProvider locale={language === 'en' ? enUs : zhCn} theme={theme} button={{ autoInsertSpace: false }}>
      <RouterProvider router={router} />
    </ConfigProvider>
  )
}
