# One image for the three services; docker-compose.yml says which one a container runs.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
# With the development dependencies, since `npm ci` also builds the console.
RUN npm ci

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NODE_OPTIONS=--conditions=maidian-source
COPY --from=build /app /app
# What only development and the embedded ClickHouse need.
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@chdb && chown -R node:node /app
USER node
EXPOSE 8080
CMD ["node", "collector/src/main.ts"]
