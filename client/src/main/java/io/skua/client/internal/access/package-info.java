/** What servers say of credentials and permissions. */
@NullMarked
package io.skua.client.internal.access;

import org.jspecify.annotations.NullMarked;
