/** Linear algebra on the host, in double precision. */
package dev.counterpoint.models.linear;
