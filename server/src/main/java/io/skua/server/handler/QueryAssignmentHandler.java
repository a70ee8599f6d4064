package io.skua.server.handler;

import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.server.assignment.Assignments;
import io.skua.server.assignment.ClusterRoutes;
import io.skua.wire.body.QueryAssignment;
import io.skua.wire.frame.Frame;

/** Says which queues a client is to consume: request 400 (protocol B 3.5). On the loop. */
public final class QueryAssignmentHandler implements RequestHandler {
  private final Assignments assignments;
  private final ClusterRoutes routes;

  /** Makes the handler. */
  public QueryAssignmentHandler(Assignments assignments, ClusterRoutes routes) {
    this.assignments = assignments;
    this.routes = routes;
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    QueryAssignment asked =
        QueryAssignment.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    routes.find(
        asked.topic(),
        route -> exchange.reply(Frame.success().withBody(assignments.of(asked, route).write())));
  }
}
