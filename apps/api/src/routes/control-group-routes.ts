// The workspace's control group: users who get nothing from campaigns that leave it out.
import { z } from "zod";
import { ControlGroupChange, ControlGroupUsers, ControlGroupView, LoadView } from "@sluice/schema";
import { CONTROL_GROUP_ID } from "@sluice/store";
import type { Api } from "../api.ts";
import { envelope, enveloped } from "../envelope.ts";
import type { ApiPorts } from "../ports.ts";
import { boundUpload } from "../segments/bound-upload.ts";
import { toLoadView } from "../segments/segment-views.ts";
import { uploadOf } from "../segments/upload-of.ts";
import { Loaded, shownLoad } from "./segment-file-routes.ts";
import { askedBy } from "./segment-routes.ts";

const TYPE = "control_group";
const View = enveloped(TYPE, ControlGroupView);
const Accepted = z.object({ load_id: z.string() });
const UploadQuery = z.object({ action_type: z.enum(["add", "remove"]) });

export function controlGroupRoutes(app: Api, ports: ApiPorts): void {
  groupRoutes(app, ports);
  fileRoutes(app, ports);
  void app.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    uploadRoute(scope, ports);
  });
}

function groupRoutes(app: Api, { controlGroup, loads }: ApiPorts): void {
  app.get(
    "/v5/global-control-group",
    { config: { scope: "view" }, schema: { summary: "Read the control group", response: { 200: View } } },
    async (request) => envelope(request, TYPE, await controlGroup.get(askedBy(request))),
  );

  app.put(
    "/v5/global-control-group",
    {
      config: { scope: "admin" },
      schema: {
        summary: "Set the share of all users that is in the control group",
        body: ControlGroupChange,
        response: { 200: View },
      },
    },
    async (request) => {
      const group = await controlGroup.setPercentage(askedBy(request), request.body.percentage);
      return envelope(request, TYPE, group);
    },
  );

  app.get(
    "/v5/global-control-group/loads",
    {
      config: { scope: "view" },
      schema: {
        summary: "The files given to the control group, newest first",
        response: { 200: enveloped("segment_loads", z.array(LoadView)) },
      },
    },
    async (request) => {
      const found = await loads.list(askedBy(request), CONTROL_GROUP_ID, 100);
      return envelope(request, "segment_loads", found.map(toLoadView));
    },
  );
}

const changeOf = ({ file_url, callback_url, action_type, updated_by }: ControlGroupUsers) => ({
  action: action_type,
  fileUrl: file_url,
  callbackUrl: callback_url,
  claimedBy: updated_by,
});

function fileRoutes(app: Api, { controlGroup }: ApiPorts): void {
  app.put(
    "/v5/global-control-group/users",
    {
      config: { scope: "import" },
      schema: {
        summary: "Add the users in a file to the control group, or remove them",
        body: ControlGroupUsers,
        response: { 202: enveloped(TYPE, Accepted) },
      },
    },
    async (request, reply) => {
      const loadId = await controlGroup.fetchLater(askedBy(request), changeOf(request.body));
      return reply.status(202).send(envelope(request, TYPE, { load_id: loadId }));
    },
  );

  app.put(
    "/core-services/v1/global-control-group/users",
    { config: { scope: "import" }, schema: { hide: true, body: ControlGroupUsers } },
    async (request, reply) => {
      await controlGroup.fetchLater(askedBy(request), changeOf(request.body));
      return reply.status(204).send();
    },
  );
}

function uploadRoute(app: Api, { controlGroup }: ApiPorts): void {
  app.put(
    "/v5/global-control-group/users/upload",
    {
      config: { scope: "import", isStream: true },
      schema: {
        summary: "Add the users in the body to the control group, or remove them",
        querystring: UploadQuery,
        response: { 200: enveloped("segment_load", Loaded) },
      },
    },
    async (request) => {
      const { action_type: action } = request.query;
      const source = uploadOf(request);
      const done = await boundUpload(() => controlGroup.upload(askedBy(request), { action }, source));
      return envelope(request, "segment_load", shownLoad(done));
    },
  );
}
