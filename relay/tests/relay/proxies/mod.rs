//! The relay behind reverse proxies, with the configurations in `deploy/`.

mod apache_caddy_haproxy;
pub mod nginx;
