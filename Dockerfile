# One image for every role: "web", "worker", or any other hebdo command.
FROM node:24-bookworm-slim AS build
WORKDIR /hebdo
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /hebdo
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production HEBDO_HOME=/var/lib/hebdo HEBDO_HOST=0.0.0.0 HEBDO_PORT=8026
WORKDIR /hebdo
RUN mkdir -p /var/lib/hebdo && chown node:node /var/lib/hebdo
COPY --from=dependencies /hebdo/node_modules node_modules
COPY --from=build /hebdo/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY templates templates
USER node
VOLUME /var/lib/hebdo
EXPOSE 8026
ENTRYPOINT ["node", "bin/hebdo.mjs"]
CMD ["up"]
