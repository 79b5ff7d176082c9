import type { AdminRoute } from "../http/routes";
import type { MeteredResource } from "../model/entities";
import { addResource, liveResources, removeResources, resourceUri } from "../model/metered-resources";
import { resourceSchema } from "../resource-schema";
import { type AdminParts, admin, adminBody } from "./admin";

/** What people make and delete in Azure: the metered resources of an Azure subscription, or of a legacy one. */
export function resourceRoutes({ model }: AdminParts): AdminRoute[] {
  return [
    admin("GET", "/portal/azureSubscriptions/{id}/resources", (_incoming, { id = "" }) => ({
      status: 200,
      body: { resources: liveResources(model, id.toLowerCase()).map(resourceView) },
    })),
    admin("POST", "/portal/azureSubscriptions/{id}/resources", (incoming, { id = "" }) => {
      const resource = addResource(model, id.toLowerCase(), adminBody(incoming, resourceSchema));
      return { status: 201, body: resourceView(resource) };
    }),
    admin("DELETE", "/portal/azureSubscriptions/{id}/resources", (_incoming, { id = "" }) => {
      removeResources(model, id.toLowerCase());
      return { status: 204 };
    }),
    admin("DELETE", "/portal/azureSubscriptions/{id}/resources/{resourceId}", (_incoming, params) => {
      const { id = "", resourceId = "" } = params;
      removeResources(model, id.toLowerCase(), resourceId.toLowerCase());
      return { status: 204 };
    }),
  ];
}

function resourceView(resource: MeteredResource) {
  const { id, meter, name, dailyQuantity } = resource;
  return { id, meter, name, dailyQuantity, resourceUri: resourceUri(resource) };
}
