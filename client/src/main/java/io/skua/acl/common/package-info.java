/** Credentials, and the hook that signs requests with them. */
@NullMarked
package io.skua.acl.common;

import org.jspecify.annotations.NullMarked;
