# One image for all services; docker-compose.yml says which of them a container runs.
FROM node:26-bookworm-slim AS built
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:26-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=built /app/package.json ./
COPY --from=built /app/node_modules node_modules
COPY --from=built /app/dist dist
# Named volumes and mounted folders take this owner over.
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/apps/standalone/src/main.js"]
