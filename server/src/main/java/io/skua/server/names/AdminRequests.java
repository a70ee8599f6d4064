package io.skua.server.names;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.server.config.Configuration;
import io.skua.wire.body.KvTable;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.header.AddResult;
import io.skua.wire.header.BrokerName;
import io.skua.wire.header.DeleteKv;
import io.skua.wire.header.GetKv;
import io.skua.wire.header.KvResult;
import io.skua.wire.header.ListKv;
import io.skua.wire.header.WipeResult;

/** What operators ask and change at the name server (protocol 3.5, b 12.4). On the loop. */
final class AdminRequests implements RequestHandler {
  private final Registry registry;
  private final KvConfigs kvs;
  private final Configuration configuration;

  AdminRequests(Registry registry, KvConfigs kvs, Configuration configuration) {
    this.registry = registry;
    this.kvs = kvs;
    this.configuration = configuration;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  void install(Dispatcher dispatcher) {
    dispatcher
        .on(RequestCode.PUT_KV_CONFIG, this)
        .on(RequestCode.GET_KV_CONFIG, this)
        .on(RequestCode.DELETE_KV_CONFIG, this)
        .on(RequestCode.GET_KV_LIST_BY_NAMESPACE, this)
        .on(RequestCode.WIPE_WRITE_PERMISSION, this)
        .on(RequestCode.ADD_WRITE_PERMISSION, this)
        .on(RequestCode.UPDATE_NAME_SERVER_CONFIG, this)
        .on(RequestCode.GET_NAME_SERVER_CONFIG, this);
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    switch (request.code()) {
      case RequestCode.PUT_KV_CONFIG -> put(request, exchange);
      case RequestCode.GET_KV_CONFIG -> get(request, exchange);
      case RequestCode.DELETE_KV_CONFIG -> delete(request, exchange);
      case RequestCode.GET_KV_LIST_BY_NAMESPACE -> list(request, exchange);
      case RequestCode.WIPE_WRITE_PERMISSION -> wipe(request, exchange);
      case RequestCode.ADD_WRITE_PERMISSION -> add(request, exchange);
      case RequestCode.UPDATE_NAME_SERVER_CONFIG -> {
        configuration.change(request);
        exchange.reply(Frame.success());
      }
      case RequestCode.GET_NAME_SERVER_CONFIG ->
          exchange.reply(Frame.success().withBody(configuration.write()));
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    }
  }

  private void put(Frame request, Exchange exchange) {
    String namespace = request.fields().find("namespace");
    String key = request.fields().find("key");
    if (namespace == null || key == null) {
      throw new RequestRefused(ResponseCode.SYSTEM_ERROR, "namespace or key is null");
    }
    kvs.put(namespace, key, request.fields().text("value"));
    exchange.reply(Frame.success());
  }

  private void get(Frame request, Exchange exchange) {
    GetKv header = request.header(GetKv.WIRE);
    String value = kvs.value(header.namespace(), header.key());
    if (value == null) {
      throw new RequestRefused(
          ResponseCode.QUERY_NOT_FOUND,
          "No config item, Namespace: " + header.namespace() + " Key: " + header.key());
    }
    exchange.reply(Frame.success(KvResult.WIRE, new KvResult(value)));
  }

  private void delete(Frame request, Exchange exchange) {
    DeleteKv header = request.header(DeleteKv.WIRE);
    kvs.delete(header.namespace(), header.key());
    exchange.reply(Frame.success());
  }

  private void list(Frame request, Exchange exchange) {
    String namespace = request.header(ListKv.WIRE).namespace();
    KvTable table = kvs.table(namespace);
    if (table == null) {
      throw new RequestRefused(
          ResponseCode.QUERY_NOT_FOUND, "No config item, Namespace: " + namespace);
    }
    exchange.reply(Frame.success().withBody(table.write()));
  }

  private void wipe(Frame request, Exchange exchange) {
    int count = registry.wipeWritePermission(request.header(BrokerName.WIRE).brokerName());
    exchange.reply(Frame.success(WipeResult.WIRE, new WipeResult(count)));
  }

  private void add(Frame request, Exchange exchange) {
    int count = registry.addWritePermission(request.header(BrokerName.WIRE).brokerName());
    exchange.reply(Frame.success(AddResult.WIRE, new AddResult(count)));
  }
}
