import { createBrowserRouter, type LoaderFunctionArgs, redirect } from 'react-router'
import { BrokenPage } from './broken-page.tsx'
import { Layout } from './layout.tsx'
import { UnknownPage } from './unknown-page.tsx'

/** What one wants first of a new Maidian is to see the events come in. */
const toStart = ({ request }: LoaderFunctionArgs) => redirect(`/live${new URL(request.url).search}`)

/** The addresses of the console; links to them are shared, so that they stay as they are. */
export const createRouter = () =>
  createBrowserRouter([
    {
      Component: Layout,
      ErrorBoundary: BrokenPage,
      HydrateFallback: () => null,
      children: [
        { index: true, loader: toStart },
        {
          ErrorBoundary: BrokenPage,
          children: [
            { path: 'live', lazy: async () => ({ Component: (await import('../live/live-page.tsx')).LivePage }) },
            {
              path: 'funnels',
              lazy: async () => ({ Component: (await import('../funnels/funnels-page.tsx')).FunnelsPage }),
            },
            { path: 'paths', lazy: async () => ({ Component: (await import('../paths/paths-page.tsx')).PathsPage }) },
            { path: '*', Component: UnknownPage },
          ],
        },
      ],
    },
  ])
