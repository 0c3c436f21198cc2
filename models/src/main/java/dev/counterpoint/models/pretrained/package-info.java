/** Towers that start from weights which others have published. */
package dev.counterpoint.models.pretrained;
