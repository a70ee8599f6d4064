package io.skua.cli.doctor;

import io.skua.cli.doctor.Answer.Missing;
import io.skua.cli.doctor.Answer.Refused;
import io.skua.client.internal.access.AccessRefusal;
import io.skua.net.Address;
import io.skua.wire.code.ResponseCode;
import java.net.InetAddress;

/** What is said, and what to do, where there is no answer or a refusal. */
final class Remedies {
  private Remedies() {}

  /** Returns what to do about a name server that does not answer. */
  static String nameServer(Missing<?> missing) {
    return switch (missing.trouble()) {
      case NO_ADDRESS -> "Name it as host:port.";
      case UNKNOWN_HOST -> "Check the spelling, and DNS or the file of hosts on this machine.";
      case NOBODY_LISTENS ->
          "Start the name server (mqnamesrv, or skua serve), or correct the address: name servers"
              + " listen at port 9876 unless told otherwise; of a container the port has to be"
              + " published.";
      case NOT_REACHED ->
          "Check the address, that its host is up, and firewalls and security groups in between.";
      default -> connected(missing);
    };
  }

  /** Returns what to do about an advertised address that does not answer. */
  static String advertised(Missing<?> missing) {
    return switch (missing.trouble()) {
      case NO_ADDRESS ->
          "Give the broker an address to advertise: brokerIP1, or skua serve --advertise.";
      case UNKNOWN_HOST ->
          "Have the broker advertise a name or address that is known here (brokerIP1, or skua"
              + " serve --advertise), or make the name known: DNS, the file of hosts.";
      case NOBODY_LISTENS ->
          "Start the broker if it is down. Else it is another machine, or another port, that it"
              + " should advertise: brokerIP1 and listenPort, or skua serve --advertise host:port;"
              + " a container's port has to be published under the same number.";
      case NOT_REACHED ->
          "Have the broker advertise an address that can be reached from here (brokerIP1 in its"
              + " configuration, or skua serve --advertise host:port), publish its port, or open"
              + " firewalls and security groups in between.";
      default -> connected(missing);
    };
  }

  private static String connected(Missing<?> missing) {
    return switch (missing.trouble()) {
      case SILENT ->
          "Look at the process and its log: it hangs or has too much to do; or something else"
              + " listens there, such as a load balancer without a server behind it.";
      case TLS_NOT_THERE -> "Leave --tls out, or give the server a certificate.";
      case TLS_WANTED ->
          "If the server takes TLS only, use --tls. If not, this may not be the port of a RocketMQ"
              + " server.";
      case TLS_CERTIFICATE ->
          "Trust its authority with --tls-ca, show a certificate with --tls-cert and --tls-key, or"
              + " reach it by a name in its certificate.";
      default ->
          "Check that this is the port of a RocketMQ server, not of a dashboard, a proxy for gRPC or"
              + " another service.";
    };
  }

  /** Says why there is no answer. */
  static String text(Refused<?> refused) {
    String code = ResponseCode.name(refused.code());
    return refused.remark().isBlank() ? code : refused.remark().strip() + ", " + code;
  }

  /** Returns what to do about a server that will not say. */
  static String refused(Refused<?> refused) {
    AccessRefusal access = AccessRefusal.of(refused.code(), refused.remark());
    if (access == null) {
      return refused.code() == ResponseCode.REQUEST_CODE_NOT_SUPPORTED
          ? "Ask a server of this kind: a name server where name servers are named; very old ones"
              + " do not know the request."
          : "Look at the server's log.";
    }
    return switch (access.kind()) {
      case NO_CREDENTIALS -> "Name a user: --access-key and --secret-key.";
      case NO_PERMISSION ->
          "Use a user who may look at clusters, topics and groups (action Get; mqadmin createAcl),"
              + " or one of type Super.";
      default -> "Correct the user or the secret of --access-key and --secret-key.";
    };
  }

  /** Says whether a host is the machine of whoever uses it. */
  static boolean loopback(String host) {
    InetAddress literal = Address.literal(host);
    return literal == null ? host.equalsIgnoreCase("localhost") : literal.isLoopbackAddress();
  }

  /**
   * Says what kind of address a host is when it is one that only its own surroundings know; else
   * nothing. Docker takes the networks from 172.17 to 172.31 for its bridges first.
   */
  static String nature(String host) {
    InetAddress literal = Address.literal(host);
    if (literal == null) {
      return "";
    }
    if (literal.isLinkLocalAddress()) {
      return "; it is a link-local address";
    }
    byte[] bytes = literal.getAddress();
    if (bytes.length == 4 && bytes[0] == (byte) 172 && bytes[1] >= 17 && bytes[1] <= 31) {
      return "; it looks like the address of a container";
    }
    return literal.isSiteLocalAddress() ? "; it is an address of a private network" : "";
  }
}
