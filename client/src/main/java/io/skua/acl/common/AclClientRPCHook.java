package io.skua.acl.common;

import io.skua.remoting.RPCHook;
import io.skua.remoting.protocol.RemotingCommand;
import io.skua.wire.frame.RequestSignature;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs each request with a user's credentials, so that servers with access control let it in.
 *
 * <pre>{@code
 * RPCHook hook = new AclClientRPCHook(new SessionCredentials("orders-app", "secret"));
 * DefaultMQProducer producer = new DefaultMQProducer("orders", hook);
 * }</pre>
 *
 * <p>The credentials are read at each request. Thread-safe.
 */
public class AclClientRPCHook implements RPCHook {
  private static final byte[] NO_BODY = {};

  private final SessionCredentials sessionCredentials;

  /** Creates a hook for a user. */
  public AclClientRPCHook(SessionCredentials sessionCredentials) {
    this.sessionCredentials = sessionCredentials;
  }

  /**
   * Adds the user's name, the token if there is one, and the signature (protocol 6.19).
   *
   * @throws AclException when the credentials lack a name or a secret
   */
  @Override
  public void doBeforeRequest(String remoteAddr, RemotingCommand request) {
    String accessKey = sessionCredentials.getAccessKey();
    if (accessKey == null || accessKey.isEmpty()) {
      throw new AclException(
          "the credentials have no access key: set one with SessionCredentials.setAccessKey, or"
              + " write AccessKey=... into "
              + SessionCredentials.KEY_FILE);
    }
    request.addExtField(SessionCredentials.ACCESS_KEY, accessKey);
    String token = sessionCredentials.getSecurityToken();
    if (token != null) {
      request.addExtField(SessionCredentials.SECURITY_TOKEN, token);
    }
    byte[] body = request.getBody();
    byte[] signed = body == null ? NO_BODY : body;
    String secret = AclSigner.requireSecret(sessionCredentials.getSecretKey());
    request.addExtField(
        SessionCredentials.SIGNATURE,
        RequestSignature.of(parseRequestContent(request), signed, 0, signed.length, secret));
  }

  @Override
  public void doAfterResponse(
      String remoteAddr, RemotingCommand request, RemotingCommand response) {}

  /** Returns the fields whose values are signed, by name; a signature among them is left out. */
  protected SortedMap<String, String> parseRequestContent(RemotingCommand request) {
    return new TreeMap<>(request.getExtFields());
  }

  /** Returns the credentials; changes of them take effect with the next request. */
  public SessionCredentials getSessionCredentials() {
    return sessionCredentials;
  }
}
