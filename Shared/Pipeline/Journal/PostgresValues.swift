package import Postgres
package import Tickets
