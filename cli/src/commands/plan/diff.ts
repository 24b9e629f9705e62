import { relative } from 'node:path'
import {
  diffAnnotations,
  diffJson,
  diffPlans,
  diffReleases,
  diffText,
  exitCode,
  type Finding,
  liveReleases,
  localDay,
  type Release,
  readReleases,
  releasesBeside,
  releasesOf,
  type UsablePlan,
  usablePlan,
} from '@maidian/tracking-plan'
import { type Command, Option } from 'commander'
import { withPlanFolder } from './folder.ts'

type Format = 'text' | 'json' | 'annotations'
type Options = { plan: string; releases?: string; against?: string; format: Format; language: 'en' | 'zh' }
/** Findings against every live release, or against one. Null where that one is not there. */
const findingsFor = (of: {
  plan: UsablePlan
  releases: readonly Release[]
  against: string | undefined
}): Finding[] | null => {
  const { content: after, changes } = of.plan
  const answers = { after, changes, today: localDay(new Date()) }
  if (of.against === undefined) return diffReleases({ live: liveReleases(of.releases, after.retired), ...answers })
  // The newest first: those before it in the list came after it.
  const index = of.releases.findIndex(({ version }) => version === of.against)
  const before = of.releases[index]
  return before ? diffPlans({ before, between: of.releases.slice(0, index).reverse(), ...answers }) : null
}

const printed = (findings: readonly Finding[], { places }: UsablePlan, { plan, format, language }: Options): string => {
  if (format === 'json') return diffJson(findings)
  if (format === 'text') return diffText(findings, language)
  // GitHub knows files from the root of the repository, where its steps run.
  return diffAnnotations(findings, places, relative(process.cwd(), plan))
}

/** `maidian plan diff`: what the working tree would break, for whom. Exits with 1 where something breaks unwaived. */
export const planDiff = (parent: Command): void => {
  const command = withPlanFolder(parent.command('diff'))
  command
    .description('say what would break old clients or existing queries')
    .option('--releases <dir>', 'folder of the releases; beside the plan unless said')
    .option('--against <version>', 'compare with this release alone, not with every live one')
    .addOption(new Option('--format <format>', 'for whom').choices(['text', 'json', 'annotations']).default('text'))
    .addOption(new Option('--language <language>', 'of the text').choices(['en', 'zh']).default('en'))
    .action((options: Options) => {
      const plan = usablePlan(options.plan)
      const dir = options.releases ?? releasesBeside(options.plan)
      const releases = releasesOf(plan.content.plan, readReleases(dir))
      const findings = findingsFor({ plan, releases, against: options.against })
      if (findings === null) {
        const known = releases.map(({ version }) => version).join(', ') || 'none'
        return command.error(`maidian: there is no release ${options.against} in ${dir}; there is ${known}`)
      }
      process.stdout.write(printed(findings, plan, options))
      if (releases.length === 0) process.stderr.write(`${dir}: no release yet, so there is nothing to compare with\n`)
      process.exitCode = exitCode(findings)
    })
}
