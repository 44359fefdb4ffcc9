# The program alone, linked statically: no shell, no package manager, and not run by root.
#
#     packaging/wheel dist x86_64-unknown-linux-musl && packaging/assemble dist dist
#     tar -xzf dist/metrics-*-x86_64-unknown-linux-musl.tar.gz --strip-components=1 -C dist
#     docker build -t metrics --build-arg PROGRAM=dist/metrics .
#     docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/src:ro" metrics check --strict
#
# It builds nothing itself, so that the image holds the very bytes of the release.
FROM scratch
ARG PROGRAM=metrics
COPY --chmod=755 ${PROGRAM} /usr/bin/metrics
ENV PATH=/usr/bin
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["metrics"]
CMD ["check"]
