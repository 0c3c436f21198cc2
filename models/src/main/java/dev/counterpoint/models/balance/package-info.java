/**
 * Methods that train a fusion of modalities so that none starves: each is one {@link
 * dev.counterpoint.models.balance.Balancer} over the same model.
 */
package dev.counterpoint.models.balance;
