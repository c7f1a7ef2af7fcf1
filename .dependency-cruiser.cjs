/** The arrows of the house: app -> components -> actions -> verbs -> rules; app -> queries; jobs -> verbs; db -> nothing. */
const tests = "\\.(test|spec)\\.ts$|/testing/|^db/seed/|^e2e/|^bench/";
const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    rule("no-cycles", {}, { circular: true }, "Break the cycle: one of the two knows too much."),
    rule(
      "db-imports-nothing-of-ours",
      { path: "^db/(?!seed|testing)", pathNot: tests },
      { path: "^(app|components|lib|jobs)/" },
      "db is the floor.",
    ),
    rule(
      "rules-are-pure",
      { path: "^lib/.*/rules\\.ts$" },
      {
        path: "^(app|components|jobs)/|^db/(?!enums)|/(queries|actions)\\.ts$|node_modules/(drizzle-orm|postgres|next|react)/",
        dependencyTypesNot: ["type-only"],
      },
      "Rules decide; they read nothing.",
    ),
    rule(
      "verbs-know-no-framework",
      {
        path: "^lib/",
        pathNot: `${tests}|^lib/(auth|i18n|live|shell)/|actions\\.ts$|^lib/(action|route|page)\\.ts$`,
      },
      { path: "^(app|components|jobs)/|node_modules/(next|react|server-only)/" },
      "A verb runs in a job, a test and the command line too.",
    ),
    rule(
      "actions-hold-no-sql",
      { path: "^lib/.*actions\\.ts$" },
      { path: "^db/(?!enums)|node_modules/(drizzle-orm|postgres)/", dependencyTypesNot: ["type-only"] },
      "An action parses, authenticates, calls a verb, revalidates.",
    ),
    rule(
      "components-do-not-reach-data",
      { path: "^components/" },
      {
        path: "^db/(?!enums)|^jobs/|^app/|/queries\\.ts$|node_modules/(drizzle-orm|postgres)/",
        dependencyTypesNot: ["type-only"],
      },
      "Data comes as props; writes go through actions.",
    ),
    rule(
      "app-routes-only",
      { path: "^app/" },
      {
        path: "^db/(?!enums)|^jobs/|node_modules/(drizzle-orm|postgres)/",
        dependencyTypesNot: ["type-only"],
      },
      "Pages call queries; they hold no SQL.",
    ),
    rule(
      "jobs-call-verbs",
      { path: "^jobs/", pathNot: tests },
      { path: "^(app|components)/|actions\\.ts$|^lib/auth/|node_modules/(next|react)/" },
      "A job is a schedule and one verb.",
    ),
    rule(
      "tests-stay-out",
      { pathNot: tests },
      { path: "\\.(test|spec)\\.ts$|^db/testing/|^e2e/|^bench/" },
      "The product does not import its tests.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    includeOnly:
      "^(app|components|db|jobs|lib|bin|e2e|bench)/|node_modules/(drizzle-orm|postgres|next|react|server-only)/",
    exclude: { path: "^(\\.next|\\.data|\\.trigger)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
